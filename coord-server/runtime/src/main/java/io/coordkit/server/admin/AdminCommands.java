package io.coordkit.server.admin;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All commands by all their names ({@code Commands} of the reference). */
final class AdminCommands {
    private final List<AdminCommand> all;
    private final Map<String, AdminCommand> byName = new HashMap<>();

    AdminCommands(AdminAnswers answers, AdminEnsemble ensemble, AdminSnapshots snapshots, AdminRestore restore) {
        this.all = List.of(
                AdminCommand.get(question -> answers.configuration(), "configuration", "conf", "config"),
                AdminCommand.get(question -> answers.resetConnections(), "connection_stat_reset", "crst"),
                AdminCommand.get(question -> answers.connections(), "connections", "cons"),
                AdminCommand.get(question -> answers.directories(), "dirs"),
                AdminCommand.get(question -> answers.dump(), "dump"),
                AdminCommand.always(question -> answers.environment(), "environment", "env", "envi"),
                AdminCommand.always(question -> answers.traceMask(), "get_trace_mask", "gtmk"),
                AdminCommand.get(question -> answers.digests(), "hash"),
                AdminCommand.get(question -> answers.initialConfiguration(), "initial_configuration", "icfg"),
                AdminCommand.get(question -> answers.isReadOnly(), "is_read_only", "isro"),
                AdminCommand.get(question -> snapshots.last(), "last_snapshot", "lsnp"),
                AdminCommand.get(question -> ensemble.leader(), "leader", "lead"),
                AdminCommand.always(question -> answers.monitor(), "monitor", "mntr"),
                AdminCommand.get(question -> ensemble.resetObservers(), "observer_connection_stat_reset", "orst"),
                AdminCommand.get(question -> ensemble.observers(), "observers", "obsr"),
                AdminCommand.post(restore::begin, "restore", "rest"),
                AdminCommand.get(question -> answers.ok(), "ruok"),
                AdminCommand.get(question -> answers.serverStats(), "server_stats", "srvr"),
                AdminCommand.always(answers::setTraceMask, "set_trace_mask", "stmk"),
                AdminCommand.guarded(snapshots::take, "snapshot", "snap"),
                AdminCommand.get(question -> answers.resetServer(), "stat_reset", "srst"),
                AdminCommand.get(question -> answers.stats(), "stats", "stat"),
                AdminCommand.always(question -> answers.systemProperties(), "system_properties", "sysp"),
                AdminCommand.get(question -> ensemble.votingView(), "voting_view"),
                AdminCommand.get(question -> answers.watchSummary(), "watch_summary", "wchs"),
                AdminCommand.get(question -> answers.watches(), "watches", "wchc"),
                AdminCommand.get(question -> answers.watchesByPath(), "watches_by_path", "wchp"),
                AdminCommand.always(question -> ensemble.zabState(), "zabstate"));
        all.forEach(command -> command.names().forEach(name -> byName.put(name, command)));
    }

    /** By their first names, in that order. */
    List<AdminCommand> all() {
        return all;
    }

    Optional<AdminCommand> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
