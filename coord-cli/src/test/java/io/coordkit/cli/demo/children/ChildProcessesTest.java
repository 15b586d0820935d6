package io.coordkit.cli.demo.children;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.cli.demo.sample.DeafRole;
import io.coordkit.cli.demo.sample.EchoRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ChildProcessesTest {

    private static final Duration AT_MOST = Duration.ofSeconds(30);

    @TempDir
    Path logs;

    private ChildProcesses children;

    @BeforeEach
    void open() throws IOException {
        children = new ChildProcesses(logs);
    }

    @AfterEach
    void close() {
        children.close();
    }

    @Test
    void carriesArgumentsMessagesAndOptionsOfItsOwn() throws Exception {
        List<Message> heard = new CopyOnWriteArrayList<>();
        Child child = children.start("echo", EchoRole.class, heard::add, "one", "--two", "ünï", "");
        assertThat(child.await("hello", AT_MOST).texts("arguments")).containsExactly("one", "--two", "ünï", "");

        child.send(Message.of("say").with("text", "first ✓"));
        child.send(Message.of("say").with("text", "second"));
        Message second = child.await(
                "second", m -> m.type().equals("echo") && m.text("text").equals("second"), AT_MOST);
        Message first = child.await("echo", AT_MOST);
        assertThat(first.text("text")).isEqualTo("first ✓");
        assertThat(first.atNanos()).isLessThan(second.atNanos());
        assertThat(child.history()).extracting(Message::type).containsExactly("hello", "echo", "echo");
        assertThat(heard).isEqualTo(child.history());
        assertThat(child.stop()).isZero();
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void keepsStandardOutputAndErrorsOfTheChildInItsLog() throws Exception {
        Child child = children.start("echo", EchoRole.class);
        child.send(Message.of("fail"));
        assertThatThrownBy(() -> child.await("echo", AT_MOST))
                .isInstanceOf(ChildFailure.class)
                .hasMessage("echo ended before it said 'echo'; see " + child.logFile());
        assertThat(child.stop()).isEqualTo(1);
        assertThat(Files.readString(child.logFile())).contains("noise on standard output", "told to fail");
    }

    @Test
    void saysWhatDidNotComeInTime() throws Exception {
        Child child = children.start("deaf", DeafRole.class);
        child.await("hello", AT_MOST);
        assertThatThrownBy(() -> child.await("goodbye", Duration.ofMillis(50)))
                .hasMessage("deaf did not say in 50 ms 'goodbye'; see " + child.logFile());
    }

    @Test
    void freezesThawsAndKills() throws Exception {
        Child child = children.start("echo", EchoRole.class);
        child.await("hello", AT_MOST);
        child.freeze();
        awaitState(child, 'T');
        assertThat(child.isAlive()).isTrue();

        child.send(Message.of("say").with("text", "while frozen"));
        child.thaw();
        assertThat(child.await("echo", AT_MOST).text("text")).isEqualTo("while frozen");

        child.kill();
        assertThat(child.isAlive()).isFalse();
        assertThat(child.stop()).isEqualTo(128 + 9);
        assertThatThrownBy(() -> child.send(Message.of("say"))).isInstanceOf(ChildFailure.class);
        assertThatThrownBy(child::freeze).isInstanceOf(ChildFailure.class).hasMessageContaining("SIGSTOP");
    }

    @Test
    void endsFrozenAndDeafChildrenWhenItIsClosed() throws Exception {
        Child frozen = children.start("frozen", EchoRole.class);
        Child deaf = children.start("deaf", DeafRole.class);
        frozen.await("hello", AT_MOST);
        deaf.await("hello", AT_MOST);
        frozen.freeze();
        children.close();
        assertThat(frozen.isAlive()).isFalse();
        assertThat(deaf.isAlive()).isFalse();
    }

    @Test
    void aChildThatNobodyStopsEndsWhenItsChannelIsGone() throws Exception {
        Child deaf = children.start("deaf", DeafRole.class);
        deaf.await("hello", AT_MOST);
        deaf.closeChannel();
        deaf.awaitEnd();
        assertThat(deaf.isAlive()).isFalse();
    }

    @Test
    void refusesARoleThatIsNone() {
        assertThatThrownBy(() -> ChildMain.play("java.lang.String", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("java.lang.String is no child role");
    }

    /** The third field of the process's stat file, after the name in parentheses. */
    private static void awaitState(Child child, char state) throws Exception {
        long deadline = System.nanoTime() + AT_MOST.toNanos();
        while (true) {
            String stat = Files.readString(Path.of("/proc", Long.toString(child.pid()), "stat"));
            if (stat.charAt(stat.lastIndexOf(')') + 2) == state) {
                return;
            }
            assertThat(System.nanoTime()).as(stat).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
