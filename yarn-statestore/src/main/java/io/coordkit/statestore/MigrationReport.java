package io.coordkit.statestore;

import java.util.List;

/**
 * What a migration did.
 *
 * @param applications how many were copied
 * @param attempts how many were copied
 * @param tokens how many delegation tokens were copied
 * @param masterKeys how many of the tokens' keys were copied
 * @param rewrittenTokens how many delegation tokens got the form of today
 * @param leftAlone nodes of the older layout with names that mean nothing here
 */
public record MigrationReport(
        int applications, int attempts, int tokens, int masterKeys, int rewrittenTokens, List<String> leftAlone) {

    public MigrationReport {
        leftAlone = List.copyOf(leftAlone);
    }
}
