package io.coordkit.sim.check;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;

/** With one server the reply checker sees such bugs first; with several only the client can. */
class ClientOrderTest {
    @Test
    void findsAnAnswerOutOfOrder() {
        assertThatNoException().isThrownBy(() -> ClientOrder.checkXid(4, 4, 9));
        assertThatExceptionOfType(Found.class).isThrownBy(() -> ClientOrder.checkXid(4, 5, 9));
    }

    @Test
    void findsAClientThatGoesBackInTime() {
        assertThatNoException().isThrownBy(() -> ClientOrder.checkZxid(9, 9));
        assertThatExceptionOfType(Found.class).isThrownBy(() -> ClientOrder.checkZxid(9, 8));
    }
}
