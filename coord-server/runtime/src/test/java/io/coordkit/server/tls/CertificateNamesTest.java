package io.coordkit.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The hosts that a certificate is for. */
class CertificateNamesTest {
    private final CertificateNames names = new CertificateNames(
            List.of("zk1.example.org", "*.Cluster.example.org", "*.org"), List.of("10.0.0.1", "::1"));

    @Test
    void namesAreThoseOfWholeLabels() {
        assertThat(names.include("ZK1.example.org")).isTrue();
        assertThat(names.include("a.cluster.example.org")).isTrue();
        assertThat(names.include("zk2.example.org")).isFalse();
        assertThat(names.include("a.b.cluster.example.org")).isFalse();
        assertThat(names.include(".cluster.example.org")).isFalse();
        assertThat(names.include("cluster.example.org")).isFalse();
        assertThat(names.include("example.org")).isFalse();
        assertThat(names.include("")).isFalse();
    }

    @Test
    void addressesAreComparedAsSuch() {
        assertThat(names.include("10.0.0.1")).isTrue();
        assertThat(names.include("0:0:0:0:0:0:0:1")).isTrue();
        assertThat(names.include("10.0.0.2")).isFalse();
    }
}
