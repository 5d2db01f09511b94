// First, because anything below may format a date as soon as it is loaded.
import "./host/locale";

import "@fontsource-variable/inter";
import "@fontsource-variable/jetbrains-mono";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/parts.css";

import { mount } from "svelte";

import App from "./App.svelte";
import { spellOut } from "./shell/unseen";

const target = document.getElementById("app");
if (!target) throw new Error("index.html has no element with the id app");
spellOut(document.body);
mount(App, { target });
