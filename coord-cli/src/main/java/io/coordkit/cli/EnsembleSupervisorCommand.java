package io.coordkit.cli;

import io.coordkit.cli.ensemble.EnsembleFailure;
import io.coordkit.cli.ensemble.Home;
import io.coordkit.cli.ensemble.Launch;
import io.coordkit.cli.ensemble.Supervisor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code coord ensemble-supervisor DIR}: what {@code coord ensemble start} leaves running. Hidden, as no user calls it. */
@Command(
        name = Launch.SUBCOMMAND,
        hidden = true,
        description = "Run the servers of an ensemble; started by 'coord ensemble start'.")
final class EnsembleSupervisorCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "DIR", description = "The directory of the ensemble.")
    @SuppressWarnings("NullAway.Init") // picocli requires and sets it
    private Path directory;

    @Override
    public Integer call() throws EnsembleFailure, IOException, InterruptedException {
        try (OrderlyExit exit = OrderlyExit.interrupting(Thread.currentThread())) {
            Supervisor.run(Home.at(directory));
            return 0;
        }
    }
}
