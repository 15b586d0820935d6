package io.coordkit.cli;

import io.coordkit.cli.DemoSession.EnsembleFactory;
import io.coordkit.cli.demo.Demo;
import io.coordkit.cli.demo.Demos;
import io.coordkit.cli.demo.EmbeddedEnsemble;
import io.coordkit.cli.demo.ForeignEnsemble;
import io.coordkit.cli.demo.kafkarebalance.KafkaRebalanceDemo;
import io.coordkit.cli.demo.narration.JsonRendering;
import io.coordkit.cli.demo.narration.Rendering;
import io.coordkit.cli.demo.narration.Screen;
import io.coordkit.cli.demo.recipes.RecipesDemo;
import io.coordkit.cli.demo.splitlog.hbase.HBaseSplitlogDemo;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coord demo}: shows what people use coordination for, on a real server, and checks what it shows. */
@Command(
        name = "demo",
        description = {
            "Show what people use coordination for.",
            "Real processes on a real server, explained as it happens, ending in a verdict on what was "
                    + "observed. Without --connect it starts a server of its own and removes it afterwards.",
            ""
        },
        footer = {"", "Exit code: 0 when every check passed, 1 when one failed."})
final class DemoCommand implements Callable<Integer> {

    private static final String ALL = "all";
    private static final int DEMO_COLUMNS = 18;
    private static final int HELP_COLUMNS = 80;
    private static final Pattern ADDRESSES = Pattern.compile("[^\\s/,]+:\\d{1,5}(,[^\\s/,]+:\\d{1,5})*");
    private static final Duration CONNECT_AT_MOST = Duration.ofSeconds(10);

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DEMO",
            defaultValue = ALL,
            description = "The name of a demo, or all of them but the recipes. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String demo;

    @Parameters(index = "1", arity = "0..1", paramLabel = "RECIPE", description = "One of the recipes alone.")
    private @Nullable String recipe;

    @Option(
            names = "--connect",
            paramLabel = "HOST:PORT",
            description =
                    "Run against this ensemble (HOST:PORT[,HOST:PORT...]) and not on a server of our own. The demo "
                            + "stays inside a znode /coordkit-demo-... that it creates and removes.")
    private @Nullable String connect;

    @Option(
            names = "--kafka",
            description = "In kafka-rebalance: with brokers of Kafka 3.9 and real messages, in about a minute.")
    private boolean kafka;

    @Option(
            names = "--hbase",
            description =
                    "In splitlog: with a master and region servers of HBase 2.6 and real rows, in about a minute.")
    private boolean hbase;

    @Option(names = "--json", description = "One JSON object per line; the last one is the verdict.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls us
    private CommandSpec spec;

    /** Only when help is asked for: a server, which shares this command line, has not the libraries of the demos. */
    static CommandLine describeDemosIn(CommandLine command) {
        command.getHelpSectionMap().compute(UsageMessageSpec.SECTION_KEY_FOOTER, (key, footer) -> help -> {
            Help.TextTable demos = Help.TextTable.forColumns(
                    help.colorScheme(),
                    new Help.Column(DEMO_COLUMNS, 2, Help.Column.Overflow.SPAN),
                    new Help.Column(HELP_COLUMNS - DEMO_COLUMNS, 2, Help.Column.Overflow.WRAP));
            Demos.all().forEach(demo -> demos.addRowValues(demo.name(), demo.purpose()));
            return "%nDemos:%n%s%s".formatted(demos, help.footer());
        });
        return command;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Demo> chosen = chosen();
        return new DemoSession(ensembles(), rendering(), spec.commandLine().getErr()).run(chosen);
    }

    private List<Demo> chosen() {
        List<Demo> changed = changed();
        if (!changed.isEmpty()) {
            return changed;
        }
        if (recipe != null) {
            return List.of(chosenRecipe(recipe));
        }
        if (demo.equals(ALL)) {
            return Demos.stories();
        }
        return List.of(Demos.named(demo).orElseThrow(() -> usage("there is no demo '" + demo + "'")));
    }

    /** The demo as options change it. There is one at most, because no demo has two of them. */
    private List<Demo> changed() {
        List<Demo> changed = new ArrayList<>();
        if (kafka) {
            changed.add(only(KafkaRebalanceDemo.withKafka(), "--kafka"));
        }
        if (hbase) {
            changed.add(only(new HBaseSplitlogDemo(), "--hbase"));
        }
        return changed;
    }

    /** What an option changes, when it was given for the right demo. */
    private Demo only(Demo changed, String option) {
        if (!demo.equals(changed.name())) {
            throw usage("only '" + changed.name() + "' has " + option + ", not '" + demo + "'");
        }
        return changed;
    }

    private Demo chosenRecipe(String name) {
        if (!demo.equals(RecipesDemo.NAME)) {
            throw usage("only '" + RecipesDemo.NAME + "' has parts, not '" + demo + "'");
        }
        return RecipesDemo.only(name)
                .orElseThrow(() -> usage(
                        "there is no recipe '" + name + "'; there are " + String.join(", ", RecipesDemo.recipes())));
    }

    private EnsembleFactory ensembles() {
        if (connect == null) {
            return EmbeddedEnsemble::start;
        }
        String address = connect;
        if (!ADDRESSES.matcher(address).matches()) {
            throw usage("--connect wants HOST:PORT, not '" + address + "'");
        }
        return directory -> ForeignEnsemble.connect(address, CONNECT_AT_MOST);
    }

    /** Standard output itself and not {@code System.out}, whose charset is that of the locale even into a pipe. */
    private Rendering rendering() {
        Screen screen =
                json ? Screen.none() : Screen.detect(System.getProperty(Screen.COLUMNS_PROPERTY, ""), System.getenv());
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, screen.charset());
        return json ? new JsonRendering(out) : screen.rendering(out);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
