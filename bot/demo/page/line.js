// The line to the server: requests out, events in.
export async function ask(path, body, method = "POST") {
  const answer = await fetch(`/demo/${path}`, {
    method,
    headers: { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.error);
  return said;
}

export const fetchJson = async (path) => (await fetch(`/demo/${path}`)).json();

// Calls handlers[kind](data) for each event; `opened` whenever the line is open (again).
export function listen(handlers, opened, cut) {
  const source = new EventSource("/demo/events");
  source.addEventListener("open", opened);
  source.addEventListener("error", cut);
  for (const [kind, handler] of Object.entries(handlers)) {
    source.addEventListener(kind, (event) => handler(JSON.parse(event.data)));
  }
}
