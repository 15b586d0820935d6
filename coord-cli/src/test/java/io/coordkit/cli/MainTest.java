package io.coordkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.cli.demo.Demos;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "| which command? (see 'coord --help')",
                "nope | there is no command 'nope' (see 'coord --help')",
                "serv | there is no command 'serv'; did you mean 'server'? (see 'coord --help')",
                "--nope | there is no option '--nope' (see 'coord --help')",
                "server --nope | there is no option '--nope' (see 'coord server --help')",
                "demo recipes dns more | there is one argument too many: 'more' (see 'coord demo --help')",
                "demo all more | only 'recipes' has parts, not 'all' (see 'coord demo --help')",
                "demo splitlog --kafka | only 'kafka-rebalance' has --kafka, not 'splitlog' (see 'coord demo --help')",
                "demo --hbase | only 'splitlog' has --hbase, not 'all' (see 'coord demo --help')",
                "demo kafka-rebalance --kafka --hbase | only 'splitlog' has --hbase, not 'kafka-rebalance' (see 'coord demo --help')",
                "demo recipes presence --kafka | only 'kafka-rebalance' has --kafka, not 'recipes' (see 'coord demo --help')",
                "help nope | there is no command 'nope' (see 'coord help --help')",
                "demo nope | there is no demo 'nope' (see 'coord demo --help')",
                "demo --connect here | --connect wants HOST:PORT, not 'here' (see 'coord demo --help')",
                "demo --connect a:1/b | --connect wants HOST:PORT, not 'a:1/b' (see 'coord demo --help')",
                "server --data d | Missing required argument(s): --port=N (see 'coord server --help')",
                "server --data d --port x | Invalid value for option '--port': 'x' is not an int (see 'coord server --help')",
                "server --data d --port 70000 | --port wants 0 to 65535, not 70000 (see 'coord server --help')",
                "server --data d --port 0 --address [x] | --address wants a host of this machine, not '[x]' "
                        + "(see 'coord server --help')",
                "ensemble | which command? (see 'coord ensemble --help')",
                "ensemble nope | there is no command 'nope' (see 'coord ensemble --help')",
                "ensemble kill | Missing required parameter: 'N' (see 'coord ensemble kill --help')",
                "ensemble start 3 | there is one argument too many: '3' (see 'coord ensemble start --help')",
                "ensemble start --servers 1 | --servers wants 2 to 9, not 1 (see 'coord ensemble start --help')",
                "ensemble start --servers 7 --observers 3 | at most 9 servers and observers fit, not 10 "
                        + "(see 'coord ensemble start --help')",
                "ensemble start --port 65000 | --port wants 0 to 61729, not 65000 (see 'coord ensemble start --help')",
                "ensemble logs -n x | Invalid value for option '--lines': 'x' is not an int "
                        + "(see 'coord ensemble logs --help')",
                "shell --nope | there is no option '--nope' (see 'coord shell --help')",
                "log | which command? (see 'coord log --help')",
                "snapshot | which command? (see 'coord snapshot --help')",
                "log recover -y --cut x | either --yes or --cut, not both (see 'coord log recover --help')",
                "shell -timeout 0 | -timeout wants 1 or more, not 0 (see 'coord shell --help')",
                "shell -e ls ls | either -e or a command, not both (see 'coord shell --help')",
                "server --data d --port 0 --tick-time 0 | --tick-time wants 1 or more, not 0 (see 'coord server --help')",
            })
    void answersMistakesWithOneLineAndExitCode2(String arguments, String message) {
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines("coord: " + message)
                .hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithAConfigurationFile() {
        assertThat(run("server no-such.cfg")).isEqualTo(1);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines("coord: no-such.cfg: no such file")
                .hasLineCount(1);
    }

    @Test
    void listsEveryDemoInTheHelp() {
        run("demo --help");
        assertThat(Demos.all()).allSatisfy(demo -> assertThat(out.toString())
                .containsPattern("(?m)^  " + demo.name() + " +" + demo.purpose().substring(0, 20)));
    }

    @Test
    void makesOnlyTheCommandThatIsWanted() {
        assertThat(Main.commandLine("version").getSubcommands()).containsOnlyKeys("version");
        assertThat(Main.commandLine("help", "version").getSubcommands()).containsKeys("server", "log", "help");
        assertThat(Main.commandLine("--debug", "version").getSubcommands()).containsKeys("server", "version");
    }

    @Test
    void printsAScriptThatCompletesEveryCommand() {
        assertThat(run("completion")).isZero();
        assertThat(out.toString())
                .startsWith("#!/usr/bin/env bash")
                .contains("server ensemble shell log snapshot cleanup doctor", "'--path'");
    }

    @Test
    void answersAFailureWithOneLineAndExitCode1() {
        assertThat(run("demo-child no.such.Role")).isEqualTo(1);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "coord: unexpected java.lang.IllegalArgumentException: no.such.Role is no child "
                                + "role (--debug shows the stack trace)")
                .hasLineCount(1);
    }

    @Test
    void showsTheStackTraceWhenAsked() {
        assertThat(run("--debug demo-child no.such.Role")).isEqualTo(1);
        assertThat(err.toString()).contains("\tat io.coordkit.cli.");
    }

    @Test
    void knowsItsVersion() {
        assertThat(run("version")).isZero();
        assertThat(out.toString())
                .matches("coordkit \\d+\\.\\d+\\.\\d+(-SNAPSHOT)? \\(ZooKeeper 3\\.9\\.\\d+ compatible, Java .+\\)\\R");
    }

    @ParameterizedTest
    @CsvSource({
        "help",
        "--help",
        "help server",
        "server --help",
        "help demo",
        "demo -h",
        "version --help",
        "help ensemble",
        "ensemble -h",
        "ensemble start -h",
        "ensemble partition -h",
        "ensemble kill -h",
        "ensemble logs -h",
        "ensemble stop -h",
        "help shell",
        "help log",
        "log search -h",
        "log recover -h",
        "help snapshot",
        "snapshot at -h",
        "snapshot compare -h",
        "help cleanup",
        "help doctor",
        "help elect",
        "help completion"
    })
    void helpsWithinEightyColumnsAndWithoutTheHiddenCommands(String arguments) {
        assertThat(run(arguments)).isZero();
        assertThat(out.toString()).startsWith("Usage: coord").doesNotContain("demo-child", "ensemble-supervisor");
        assertThat(out.toString().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void parsesWithoutStartingTheLog() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--help")
                .redirectErrorStream(true)
                .start();
        String loaded = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(loaded).contains("io.coordkit.cli.ServerCommand ").doesNotContain("ch.qos.logback");
    }

    private int run(String arguments) {
        String[] words = arguments == null ? new String[0] : arguments.split(" ");
        CommandLine coord = Main.commandLine(words);
        coord.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return coord.execute(words);
    }
}
