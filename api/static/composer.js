/** The question box: what Enter does, also in the middle of a Korean syllable, and how long a question may be. */

const LIMIT = 2000;
const COUNT_FROM = 1800;

/**
 * @param {HTMLTextAreaElement} box
 * @param {() => void} onSend
 */
export function sendOnEnter(box, onSend) {
  let composing = false;
  let composed = "";
  let pending = false;

  // The last syllable reaches the box only after compositionend, hence one macrotask later.
  const sendSoon = () => {
    pending = true;
    setTimeout(() => {
      pending = false;
      onSend();
    });
  };

  box.addEventListener("compositionstart", () => {
    composing = true;
  });
  box.addEventListener("compositionend", (event) => {
    composing = false;
    composed = event.data;
    const wanted = pending;
    pending = false;
    if (wanted && endsInHangul(composed)) sendSoon();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    if (composing) {
      pending = true;
    } else if (pending) {
      // Some systems repeat the Enter that ended the syllable; it has already been counted.
    } else if (event.keyCode === 229) {
      // Safari ends the composition before it reports the key.
      if (endsInHangul(composed)) sendSoon();
    } else {
      onSend();
    }
  });
}

/**
 * Enter ends a Hangul syllable and means "send"; in a list of Hanja or Kanji it only picks one.
 * @param {string} text
 * @returns {boolean}
 */
function endsInHangul(text) {
  return /\p{Script=Hangul}$/u.test(text);
}

/**
 * @param {HTMLTextAreaElement} box
 * @param {HTMLElement} count
 * @param {HTMLElement} message
 * @returns {boolean} whether the question is short enough to be sent
 */
export function checkLength(box, count, message) {
  // Characters as the service counts them: code points.
  const length = [...box.value].length;
  const fits = length <= LIMIT;
  count.hidden = length < COUNT_FROM;
  count.textContent = `${length.toLocaleString("ko")} / ${LIMIT.toLocaleString("ko")}자`;
  box.setAttribute("aria-invalid", String(!fits));
  const text = fits ? "" : `질문은 ${LIMIT.toLocaleString("ko")}자까지 쓸 수 있습니다. 조금 줄여 주세요.`;
  // Written only when it changes: an alert is read out at every write.
  if (message.textContent !== text) message.textContent = text;
  return fits;
}
