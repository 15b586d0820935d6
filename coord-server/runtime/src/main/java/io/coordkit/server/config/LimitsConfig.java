package io.coordkit.server.config;

/**
 * What clients may ask of the server, and what happens beyond.
 *
 * @param enforceQuota whether quotas are looked at; {@code zookeeper.enforceQuota}
 */
public record LimitsConfig(boolean enforceQuota) {
    /** The reference's defaults. */
    public static final LimitsConfig DEFAULT = new LimitsConfig(false);

    static LimitsConfig read(Settings settings) throws ConfigException {
        return new LimitsConfig(settings.flag("enforceQuota", false));
    }
}
