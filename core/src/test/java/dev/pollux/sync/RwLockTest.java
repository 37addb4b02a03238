package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Behaviour;
import dev.pollux.future.Polled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RwLockTest {

    private final RwLock<Integer> lock = new RwLock<>(100);

    @Test
    @Behaviour({"RWL-02", "RWL-12"})
    void read_whileOthersRead_isReadyAtOnce() throws Exception {
        var first = Polled.of(lock.read()).assertReady();
        var second = Polled.of(lock.read()).assertReady();

        assertThat(first.get() + second.get()).isEqualTo(200);
    }

    @Test
    @Behaviour({"RWL-03", "RWL-04", "RWL-13"})
    void write_held_keepsReadersAndWritersOut() throws Exception {
        var writer = Polled.of(lock.write()).assertReady();
        writer.set(101);
        var second = Polled.of(lock.write()).assertPending();
        var reader = Polled.of(lock.read()).assertPending();

        writer.close();

        assertThat(second.wakes()).isEqualTo(1);
        assertThat(reader.wakes()).isZero();
        second.assertReady().close();
        assertThat(reader.assertReady().get()).isEqualTo(101);
    }

    @Test
    @Behaviour("RWL-05")
    void read_beyondTheLimit_waitsForAReaderToLeave() throws Exception {
        var limited = new RwLock<>(1, 1024);
        List<RwLock.ReadGuard<Integer>> guards = new ArrayList<>();
        for (int i = 0; i < 1024; i++) {
            guards.add(Polled.of(limited.read()).assertReady());
        }
        var late = Polled.of(limited.read()).assertPending();

        guards.get(0).close();

        assertThat(late.wakes()).isEqualTo(1);
        late.assertReady();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, RwLock.MAX_READERS + 1})
    @Behaviour({"RWL-06", "t:sync_panic-04"})
    void constructor_readersOutOfRange_refuses(int readers) {
        assertThatThrownBy(() -> new RwLock<>(1, readers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from 1 to")
                .hasMessageContaining(String.valueOf(readers));
    }

    @Test
    @Behaviour({"RWL-08", "RWL-09"})
    void write_whileOthersRead_isGrantedWhenTheLastLeaves() throws Exception {
        var first = Polled.of(lock.read()).assertReady();
        var second = Polled.of(lock.read()).assertReady();
        var writer = Polled.of(lock.write()).assertPending();

        first.close();
        assertThat(writer.wakes()).isZero();
        second.close();

        assertThat(writer.wakes()).isEqualTo(1);
        writer.assertReady();
    }

    @Test
    @Behaviour("RWL-10")
    void read_behindAWriterWhoWaits_waits() throws Exception {
        var reader = Polled.of(lock.read()).assertReady();
        var writer = Polled.of(lock.write()).assertPending();
        var late = Polled.of(lock.read()).assertPending();

        assertThat(lock.tryRead()).isNull();
        reader.close();

        assertThat(late.wakes()).isZero();
        writer.assertReady().close();
        late.assertReady();
    }

    @Test
    @Behaviour("RWL-11")
    void drop_ofAWriterWhoWaits_letsReadersIn() throws Exception {
        var reader = Polled.of(lock.read()).assertReady();
        var writer = Polled.of(lock.write()).assertPending();
        var late = Polled.of(lock.read()).assertPending();

        writer.drop();

        assertThat(late.wakes()).isEqualTo(1);
        late.assertReady();
        assertThat(reader.get()).isEqualTo(100);
    }

    @Test
    @Behaviour("RWL-14")
    void write_several_happenInTheOrderOfTheirFirstPolls() throws Exception {
        var holder = Polled.of(lock.write()).assertReady();
        var first = Polled.of(lock.write()).assertPending();
        var second = Polled.of(lock.write()).assertPending();
        holder.set(0);

        holder.close();
        var guard = first.assertReady();
        guard.set(guard.get() * 10 + 1);
        guard.close();
        guard = second.assertReady();
        guard.set(guard.get() * 10 + 2);
        guard.close();

        assertThat(lock.tryRead().get()).isEqualTo(12);
    }

    @Test
    @Behaviour({"RWL-16", "RWL-17"})
    void tryForms_tellByTheirResults() {
        var reader = lock.tryRead();
        assertThat(lock.tryWrite()).isNull();
        assertThat(lock.tryRead()).isNotNull().satisfies(RwLock.ReadGuard::close);
        reader.close();

        var writer = lock.tryWrite();
        assertThat(writer).isNotNull();
        assertThat(lock.tryRead()).isNull();
        assertThat(lock.tryWrite()).isNull();
        writer.close();

        assertThat(lock.tryRead()).isNotNull();
    }

    @Test
    void downgrade_letsReadersInButNoWriter() throws Exception {
        var writer = Polled.of(lock.write()).assertReady();
        var reader = Polled.of(lock.read()).assertPending();
        var next = Polled.of(lock.write()).assertPending();
        writer.set(7);

        var downgraded = writer.downgrade();

        assertThat(reader.assertReady().get()).isEqualTo(7);
        assertThat(downgraded.get()).isEqualTo(7);
        assertThat(next.wakes()).isZero();
        assertThatThrownBy(writer::get).isInstanceOf(ReleasedException.class);
    }

    @Test
    @Behaviour("RWL-18")
    void downgradeMap_letsReadersInAtOnce() throws Exception {
        var pairs = new RwLock<>(List.of("left", "right"));
        var writer = pairs.tryWrite();
        var reader = Polled.of(pairs.read()).assertPending();

        var part = writer.downgradeMap(list -> list.get(1));

        assertThat(reader.wakes()).isEqualTo(1);
        assertThat(part.get()).isEqualTo("right");
        part.close();
        reader.assertReady().close();
        assertThat(pairs.tryWrite()).isNotNull();
    }

    @Test
    @Behaviour("RWL-19")
    void downgradeMap_toNothing_leavesTheGuardAsItIs() {
        var writer = lock.tryWrite();

        assertThat(writer.<Object>downgradeMap(value -> null)).isNull();

        writer.set(8);
        assertThat(lock.tryRead()).isNull();
    }

    @Test
    void map_ofAReadGuard_takesItsPlace() {
        var reader = lock.tryRead();

        var part = reader.map(String::valueOf);

        assertThat(part.get()).isEqualTo("100");
        assertThatThrownBy(reader::get).isInstanceOf(ReleasedException.class);
        reader.close(); // as a try statement does
        assertThat(lock.tryWrite()).isNull();
        part.close();
        assertThatThrownBy(part::close).isInstanceOf(ReleasedException.class);
        assertThat(lock.tryWrite()).isNotNull();
    }

    @Test
    void guards_thatWereReplaced_mayStandInATryStatement() {
        try (var writer = lock.tryWrite();
                var reader = writer.downgrade();
                var part = reader.map(String::valueOf)) {
            assertThat(part.get()).isEqualTo("100");
            assertThat(lock.tryWrite()).isNull();
        }
        try (var writer = lock.tryWrite();
                var part = writer.map(String::valueOf)) {
            assertThat(part.get()).isEqualTo("100");
        }
        assertThat(lock.tryWrite()).isNotNull();
    }

    @Test
    void map_ofAWriteGuard_unlocksWhenClosed() {
        var part = lock.tryWrite().map(String::valueOf);

        part.close();

        assertThat(lock.tryWrite()).isNotNull();
        assertThatThrownBy(part::close).isInstanceOf(ReleasedException.class);
    }

    @Test
    void guards_usedAfterTheirRelease_areRefused() {
        var reader = lock.tryRead();
        reader.close();
        var writer = lock.tryWrite();
        writer.close();

        assertThatThrownBy(reader::close).isInstanceOf(ReleasedException.class);
        assertThatThrownBy(reader::get).isInstanceOf(ReleasedException.class);
        assertThatThrownBy(writer::close).isInstanceOf(ReleasedException.class);
        assertThatThrownBy(() -> writer.set(1)).isInstanceOf(ReleasedException.class);
        assertThatThrownBy(writer::downgrade).isInstanceOf(ReleasedException.class);
        assertThat(lock.tryWrite()).isNotNull();
    }

    @Test
    void drop_ofAWriterWhoWasGranted_passesTheLockOn() throws Exception {
        var holder = lock.tryWrite();
        var granted = Polled.of(lock.write()).assertPending();
        var reader = Polled.of(lock.read()).assertPending();
        holder.close();

        granted.drop();

        assertThat(reader.wakes()).isEqualTo(1);
        reader.assertReady();
    }

    @Test
    void toString_showsTheValueOrHowItIsLocked() {
        assertThat(lock).hasToString("RwLock[100]");
        var reader = lock.tryRead();
        assertThat(lock).hasToString("RwLock[read]");
        assertThat(reader).hasToString("ReadGuard[100]");
        reader.close();
        var writer = lock.tryWrite();
        assertThat(lock).hasToString("RwLock[written]");
        assertThat(writer).hasToString("WriteGuard[100]");
    }

    @Test
    void holdings_whileWritten_tellTheGuard() {
        var writer = lock.tryWrite();
        assertThat(lock.holdings()).isEqualTo(List.of(writer));

        writer.close();

        assertThat(lock.holdings()).isEmpty();
    }

    @Test
    void blockingForms_fromAPlainThread_lock() throws Exception {
        try (var reader = lock.blockingRead()) {
            assertThat(reader.get()).isEqualTo(100);
        }
        try (var writer = lock.blockingWrite()) {
            writer.set(1);
        }
        assertThat(lock).hasToString("RwLock[1]");
    }
}
