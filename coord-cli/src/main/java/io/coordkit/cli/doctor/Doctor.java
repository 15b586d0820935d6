package io.coordkit.cli.doctor;

import io.coordkit.server.config.ConfigException;
import io.coordkit.server.config.ServerConfig;
import io.coordkit.server.config.ZooCfg;
import java.nio.file.Path;
import java.util.Properties;
import java.util.function.Consumer;

/** Examines what a configuration file leads to, from the file itself to the running ensemble. */
public final class Doctor {

    private final Path file;
    private final Properties system;
    private final boolean mayWrite;

    /**
     * Nothing is looked at yet.
     *
     * @param system properties that may give what the file does not
     * @param mayWrite whether a small file may be written into the log directory, and deleted
     */
    public Doctor(Path file, Properties system, boolean mayWrite) {
        this.file = file;
        this.system = system;
        this.mayWrite = mayWrite;
    }

    /** Tells everything that is found when it is found. */
    public void examine(Consumer<Finding> sink) {
        ZooCfg read;
        try {
            read = ZooCfg.read(file, system);
        } catch (ConfigException refused) {
            Findings findings = new Findings(Finding.Area.CONFIGURATION);
            findings.problem(String.valueOf(refused.getMessage()), "no server starts with that; correct it first");
            findings.all().forEach(sink);
            return;
        }
        ServerConfig config = read.config();
        new ConfigurationExam(read).run().forEach(sink);
        new MachineExam(config, mayWrite).run().forEach(sink);
        new DataExam(config).run().forEach(sink);
        if (config.clients().plain().isPresent()) {
            config.member()
                    .ifPresent(member -> new EnsembleExam(config, member).run().forEach(sink));
        } else {
            Findings findings = new Findings(Finding.Area.ENSEMBLE);
            findings.note("clients are served with TLS only: the servers cannot be asked from here", "");
            findings.all().forEach(sink);
        }
    }
}
