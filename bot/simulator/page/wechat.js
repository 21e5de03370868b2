// The simulator's own routes.

async function call(path, body) {
  const options = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const answer = await fetch(path, options);
  if (!answer.ok) throw Object.assign(new Error(await answer.text()), { answered: true });
  return answer.json();
}

const named = (openid) => encodeURIComponent(openid);

export const account = () => call("/_sim/account");
export const people = () => call("/_sim/people");
export const clock = () => call("/_sim/clock");
export const history = (openid) => call(`/_sim/history?openid=${named(openid)}`);
export const act = (openid, action, body = {}) =>
  call(`/_sim/user/${named(openid)}/${action}`, body);
export const advance = (seconds) => call("/_sim/clock/advance", { seconds });

// One stream for all phones; what came after line `after` is sent first.
export function listen(openids, after, tell) {
  const stream = new EventSource(
    `/_sim/events?openids=${openids.map(named).join(",")}&after=${after}`,
  );
  for (const event of ["line", "clock", "following"]) {
    stream.addEventListener(event, (news) => tell(event, JSON.parse(news.data)));
  }
  let lost = false;
  stream.addEventListener("error", () => (lost = true));
  stream.addEventListener("open", () => {
    if (lost) tell("back", {});
    lost = false;
  });
  return stream;
}
