// Signing on the screen. Without script, or by keyboard, a photograph of a signature is chosen instead.
import SignaturePad from "signature_pad";
import { announce, element, fresh } from "./page";

function button(text: string, kind: string, act: () => void): HTMLButtonElement {
  const made = element("button", { type: "button", class: `govuk-button govuk-button--${kind}` }, text);
  made.addEventListener("click", act);
  return made;
}

function sizeToScreen(canvas: HTMLCanvasElement, pad: SignaturePad): void {
  const ratio = Math.max(window.devicePixelRatio, 1);
  const width = Math.round(canvas.offsetWidth * ratio);
  const height = Math.round(canvas.offsetHeight * ratio);
  if (width === 0 || (canvas.width === width && canvas.height === height)) return;
  const strokes = pad.toData();
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d")?.scale(ratio, ratio);
  pad.fromData(strokes);
}

function build(group: HTMLElement, field: HTMLInputElement, file: HTMLInputElement): void {
  const canvas = element("canvas", { role: "img", "aria-label": "签名区域，请用手指、触控笔或鼠标书写" });
  const turn = element("div", { class: "signature__turn" }, element("p", {}, "请横置手机，签名更清楚"));
  const frame = element("div", { class: "signature__pad" }, canvas, turn);
  const state = element("p", { class: "saved", role: "status" });
  turn.append(button("我已知晓", "secondary", () => turn.remove()));
  const pad = new SignaturePad(canvas, { penColor: "#10181c", minWidth: 0.8, maxWidth: 3 });

  const open = () => {
    field.value = "";
    group.classList.remove("signed");
    pad.on();
  };
  const clear = () => {
    open();
    pad.clear();
    state.textContent = "已清空，请重新签名。";
  };
  const confirm = () => {
    if (pad.isEmpty()) {
      state.textContent = "还没有签名，请先在框内书写。";
      return;
    }
    field.value = pad.toDataURL("image/png");
    pad.off();
    group.classList.add("signed");
    file.value = "";
    state.textContent = "签名已确认。需要重签请点“清空”。";
    announce("签名已确认");
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const actions = element(
    "div",
    { class: "govuk-button-group" },
    button("确认签名", "secondary", confirm),
    button("清空", "secondary", clear),
  );
  file.addEventListener("change", () => {
    if (file.files?.length) clear();
    state.textContent = file.files?.length ? "将使用所选的签名照片。" : "";
  });
  // A signature that was drawn and not confirmed is meant all the same.
  const confirmDrawn = () => {
    if (!pad.isEmpty() && field.value === "" && !file.files?.length) confirm();
  };
  group.closest("form")?.addEventListener("submit", confirmDrawn, { capture: true });
  file.before(frame, actions, state);
  new ResizeObserver(() => sizeToScreen(canvas, pad)).observe(canvas);
}

export function signature(root: ParentNode): void {
  for (const group of fresh<HTMLElement>(root, "[data-signature]", "signature")) {
    const field = group.querySelector<HTMLInputElement>('input[type="hidden"]');
    const file = group.querySelector<HTMLInputElement>('input[type="file"]');
    if (field && file) build(group, field, file);
  }
}
