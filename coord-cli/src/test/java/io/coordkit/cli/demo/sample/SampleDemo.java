package io.coordkit.cli.demo.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.coordkit.cli.demo.Demo;
import io.coordkit.cli.demo.DemoContext;
import io.coordkit.cli.demo.children.Child;
import io.coordkit.cli.demo.children.Message;
import io.coordkit.cli.demo.narration.Picture;
import io.coordkit.cli.demo.narration.Picture.Mood;
import io.coordkit.cli.demo.verdict.Check;
import io.coordkit.cli.demo.verdict.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;

/** A child says something, and what it said is kept in a znode. */
public final class SampleDemo implements Demo {

    private static final Duration AT_MOST = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "sample";
    }

    @Override
    public String purpose() {
        return "a child process speaks, and a znode keeps what it said";
    }

    @Override
    public Verdict run(DemoContext context) throws Exception {
        context.narrator().say("We start a child process and keep its answer in the znode /said.");
        List<String> kept = new ArrayList<>();
        context.narrator().step("Ask the child", () -> kept.add(ask(context)) ? "it answered" : "");
        context.narrator().step("Keep the answer", () -> keep(context, kept));
        return Verdict.of(name(), Check.equal("the znode has what the child said", List.of("ping", "ping"), kept));
    }

    private static String ask(DemoContext context) throws Exception {
        Child child = context.children().start("echo", EchoRole.class);
        child.await("hello", AT_MOST);
        context.narrator().picture(Picture.of().row("echo", Mood.GOOD, "awake"));
        child.send(Message.of("say").with("text", "ping"));
        return child.await("echo", AT_MOST).text("text");
    }

    private static String keep(DemoContext context, List<String> kept) throws Exception {
        try (CuratorFramework client =
                CuratorFrameworkFactory.newClient(context.connectString(), new RetryOneTime(100))) {
            client.start();
            client.create().forPath("/said", kept.get(0).getBytes(UTF_8));
            kept.add(new String(client.getData().forPath("/said"), UTF_8));
            return "/said = " + kept.get(1);
        }
    }
}
