package io.coordkit.sim;

import io.coordkit.sim.node.Sabotage;
import io.coordkit.sim.plan.Plan;
import io.coordkit.sim.plan.PlanGenerator;
import io.coordkit.sim.plan.PlanText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Runs one seed, one plan, N seeds or M minutes of seeds from the command line; 0 if all held, 1 if not, 2 if not understood. */
public final class Main {
    private static final String USAGE = """
            usage: --seed N | --plan FILE | --seeds N | --minutes M
              --from N   first seed of --seeds and --minutes (default 1)
              --trace    print the trace of --seed or --plan, and the plan""";
    private static final String COMMAND =
            "java -cp coord-server/core/target/classes:coord-server/sim/target/classes io.coordkit.sim.Main";
    private static final int TRACE_LINES = 60;
    private static final int TRACE_LINES_ALL = 1_000_000;
    private static final long SHRINK_SECONDS = 30;

    private final Map<String, String> options;
    private final PrintStream out;

    private Main(Map<String, String> options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** The program. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out));
    }

    /** The program without its end; what it says goes to {@code out}. */
    static int run(String[] arguments, PrintStream out) {
        try {
            return new Main(parse(arguments), out).run();
        } catch (IllegalArgumentException | IOException e) {
            out.println(e.getMessage());
            out.println(USAGE);
            return 2;
        }
    }

    private static Map<String, String> parse(String[] arguments) {
        Map<String, String> options = new TreeMap<>();
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--trace" -> options.put("--trace", "");
                case "--seed", "--plan", "--seeds", "--minutes", "--from" -> {
                    if (i + 1 == arguments.length) {
                        throw new IllegalArgumentException(arguments[i] + " needs a value");
                    }
                    options.put(arguments[i], arguments[++i]);
                }
                default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
            }
        }
        return options;
    }

    private int run() throws IOException {
        if (options.containsKey("--seed")) {
            return runPlan(PlanGenerator.of(Long.decode(options.get("--seed"))));
        } else if (options.containsKey("--plan")) {
            return runPlan(PlanText.read(Files.readString(Path.of(options.get("--plan")))));
        } else if (options.containsKey("--seeds") || options.containsKey("--minutes")) {
            return runMany();
        }
        throw new IllegalArgumentException("nothing to run");
    }

    private int runPlan(Plan plan) {
        boolean all = options.containsKey("--trace");
        if (all) {
            out.print(PlanText.write(plan));
        }
        Simulation simulation = Simulation.of(plan).traceLines(all ? TRACE_LINES_ALL : TRACE_LINES);
        Outcome outcome = simulation.run();
        outcome.violation().ifPresent(this::print);
        out.printf(
                Locale.ROOT,
                "%s %s trace=%016x%n",
                outcome.ok() ? "OK" : "FAILED",
                outcome.stats(),
                outcome.traceHash());
        return outcome.ok() ? 0 : 1;
    }

    private int runMany() {
        long start = System.nanoTime();
        long first = Long.decode(options.getOrDefault("--from", "1"));
        Campaign campaign = new Campaign();
        Optional<Campaign.Failure> failure = options.containsKey("--seeds")
                ? campaign.run(first, Long.parseLong(options.get("--seeds")))
                : runFor(campaign, first, Double.parseDouble(options.get("--minutes")));
        double minutes = (System.nanoTime() - start) / 60e9;
        Stats stats = campaign.stats();
        out.println(stats);
        out.printf(
                Locale.ROOT,
                "%.1f s; per minute: %.0f recoveries, %.0f leaders, %.1f simulated hours, %.0f events, %.0f transactions%n",
                minutes * 60,
                stats.recoveries() / minutes,
                stats.leaders() / minutes,
                stats.virtualNanos() / 3600e9 / minutes,
                stats.events() / minutes,
                stats.transactions() / minutes);
        failure.ifPresent(this::explain);
        return failure.isPresent() ? 1 : 0;
    }

    private static Optional<Campaign.Failure> runFor(Campaign campaign, long first, double minutes) {
        long end = System.nanoTime() + (long) (minutes * 60e9);
        return campaign.run(first, () -> System.nanoTime() < end);
    }

    private void explain(Campaign.Failure failure) {
        Plan plan = PlanGenerator.of(failure.seed());
        Simulation.of(plan).traceLines(TRACE_LINES).run().violation().ifPresent(this::print);
        out.println("replay: " + COMMAND + " --seed " + failure.seed());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SHRINK_SECONDS);
        Shrinker shrinker =
                new Shrinker(failure.violation().checker(), () -> Sabotage.NONE, () -> System.nanoTime() < end);
        out.println("# a smaller plan, to be kept in a file and run with --plan");
        out.print(PlanText.write(shrinker.shrink(plan)));
    }

    private void print(Violation violation) {
        violation.trace().forEach(out::println);
        out.printf(
                Locale.ROOT,
                "VIOLATION %s event=%d t=%.6fs zxid=%x: %s%n",
                violation.checker(),
                violation.atEvent(),
                violation.atNanos() / 1e9,
                violation.zxid(),
                violation.what());
    }
}
