import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { onlyVisitor, openPanel, type Scene, setScene, write } from "./browser.ts";

const OFFLINE = "No connection. Your messages are sent as soon as it is back.";

describe("a bad line", () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await setScene();
  });
  afterAll(() => scene.end());
  afterEach(() => scene.clear());

  async function talkingPage() {
    const page = await scene.open();
    const log = await openPanel(page);
    await write(page, "Hello");
    await log.getByText("Sent", { exact: true }).waitFor();
    return { page, log, visitor: onlyVisitor(scene.server) };
  }

  it("I11 what is written without a network is kept, shown and sent once, in order", async () => {
    const { page, log } = await talkingPage();
    await page.context().setOffline(true);
    await page.getByText(OFFLINE).waitFor();
    await write(page, "Second");
    await write(page, "Third");
    await expect.poll(() => log.getByText("Sending…").count()).toBe(2);
    await page.context().setOffline(false);
    await page.getByText(OFFLINE).waitFor({ state: "detached" });
    await log.getByText("Sending…").first().waitFor({ state: "detached" });
    expect(scene.server.posts.map(({ text }) => text)).toEqual(["Hello", "Second", "Third"]);
  });

  it("I11 what could not be sent, and what was not finished, survive a reload", async () => {
    const { page, log, visitor } = await talkingPage();
    scene.server.trouble.refusePosts = { code: "unavailable", status: 503, count: 1000 };
    await write(page, "Kept");
    await log.getByText("Sending…").waitFor();
    await page.getByRole("textbox").fill("Half a sen");
    await page.reload();
    await log.getByText("Kept").waitFor();
    expect(await page.getByRole("textbox").inputValue()).toBe("Half a sen");
    scene.server.trouble.refusePosts.count = 0;
    await expect.poll(() => visitor.thread.map(({ text }) => text)).toEqual(["Hello", "Kept"]);
    await log.getByText("Sending…").waitFor({ state: "detached" });
  });

  it("I11 an answer that is lost or late never makes a second message", async () => {
    const { page, log, visitor } = await talkingPage();
    scene.server.trouble.loseAnswers = 1;
    await write(page, "Lost");
    await expect.poll(() => scene.server.posts.length).toBeGreaterThanOrEqual(2);
    scene.server.trouble.answerAfterMs = 1_200;
    await write(page, "Late");
    await expect.poll(() => visitor.thread.map(({ text }) => text)).toEqual(["Hello", "Lost", "Late"]);
    await log.getByText("Sending…").waitFor({ state: "detached" });
    expect(await log.getByText("Lost", { exact: true }).count()).toBe(1);
    expect(await log.getByText("Late", { exact: true }).count()).toBe(1);
  });

  it("I13 what was missed while the line was down is there within 5 seconds, once, although frames come twice", async () => {
    const { log, visitor } = await talkingPage();
    scene.server.trouble.doubleFrames = true;
    scene.server.dropLines();
    scene.server.agentSays(visitor, "Missed one");
    scene.server.agentSays(visitor, "Missed two");
    await log.getByText("Missed two").waitFor({ timeout: 30_000 });
    await expect.poll(() => visitor.sockets.size).toBe(1);
    const changed = scene.server.agentSays(visitor, "A word");
    await log.getByText("A word", { exact: true }).waitFor();
    scene.server.put(visitor, { ...changed, text: "A better word", cursor: "999999" });
    await log.getByText("A better word").waitFor();
    expect(await log.getByText("Missed one").count()).toBe(1);
    expect(await log.getByText("A word", { exact: true }).count()).toBe(0);
  });

  it("W162 a server that restarts: the state is visible, and everything goes on", async () => {
    const { page, log, visitor } = await talkingPage();
    const { port } = scene.server;
    await scene.server.stop();
    await write(page, "Are you there?");
    await page.getByText(OFFLINE).waitFor();
    await scene.server.start(port);
    await page.getByText(OFFLINE).waitFor({ state: "detached", timeout: 30_000 });
    await expect.poll(() => visitor.thread.length).toBe(2);
    await expect.poll(() => visitor.sockets.size).toBe(1);
    scene.server.agentSays(visitor, "Back again");
    await log.getByText("Back again").waitFor();
  });

  it("W162 where sockets are blocked it still gets what was said", async () => {
    const { log, visitor } = await talkingPage();
    scene.server.trouble.blockSockets = true;
    scene.server.dropLines();
    scene.server.agentSays(visitor, "By another way");
    await log.getByText("By another way").waitFor({ timeout: 30_000 });
    scene.server.agentSays(visitor, "Again");
    await log.getByText("Again").waitFor({ timeout: 30_000 });
  });

  it("I11 two tabs are one visitor, both show everything, and nothing is sent twice", async () => {
    const first = await scene.open();
    const second = await scene.openIn(first.context());
    const [one, two] = await Promise.all([openPanel(first), openPanel(second)]);
    await write(first, "From one");
    await two.getByText("From one").waitFor();
    await write(second, "From two");
    await one.getByText("From two").waitFor();
    await two.getByText("Sent", { exact: true }).waitFor();
    await first.context().setOffline(true);
    await write(first, "Offline one");
    await two.getByText("Offline one").waitFor();
    await write(second, "Offline two");
    await one.getByText("Offline two").waitFor();
    await first.context().setOffline(false);
    await expect.poll(() => scene.server.posts.length).toBe(4);
    await one.getByText("Sending…").waitFor({ state: "detached" });
    await two.getByText("Sending…").waitFor({ state: "detached" });
    const { posts } = scene.server;
    expect(posts.map(({ text }) => text)).toEqual(["From one", "From two", "Offline one", "Offline two"]);
    expect(new Set(posts.map(({ token }) => token)).size).toBe(1);
    expect(scene.server.people().length).toBe(1);
  });
});
