package io.coordkit.it.ensemble;

import io.coordkit.it.net.Namespaces;
import io.coordkit.it.net.PeerNetwork;
import io.coordkit.it.net.ProxyMesh;
import io.coordkit.it.process.Backend;
import java.io.IOException;
import org.junit.jupiter.api.Assumptions;

/** The networks that can be cut, for each mix the one that it can live in. */
final class Networks {

    /** {@code -Dcoord.it.network=namespaces}: real ones for everybody. Without it only for those who need them. */
    private static final boolean REAL = "namespaces".equals(System.getProperty("coord.it.network", ""));

    private Networks() {}

    /** Aborts the test when there is none on this machine. */
    static PeerNetwork toBeCut(Mix mix) throws IOException {
        if (REAL || mix.has(Backend.APACHE)) {
            Assumptions.assumeTrue(Namespaces.areAvailable(), "needs network namespaces");
            return new Namespaces(mix.size());
        }
        return new ProxyMesh(mix.size());
    }
}
