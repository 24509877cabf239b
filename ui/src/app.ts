// Script improves the pages; none of them needs it.
import "./app.scss";
import { autosave } from "./autosave";
import { autosize } from "./autosize";
import { buttons } from "./buttons";
import { count } from "./count";
import { filter } from "./filter";
import { fragments } from "./fragment";
import { keys } from "./keys";
import { notice } from "./notice";
import { enhanceEverything, onContent } from "./page";
import { proof } from "./proof/page";
import { search } from "./search";
import { signature } from "./signature";
import { upload } from "./upload";

for (const enhance of [
  autosave,
  autosize,
  buttons,
  count,
  filter,
  notice,
  proof,
  search,
  signature,
  upload,
]) {
  onContent(enhance);
}
fragments();
keys();
enhanceEverything(document);
