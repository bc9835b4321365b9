using CalendarStore.Cosmos;
using CalendarStore.Cosmos.Documents;
using CsCheck;
using NodaTime;
using TeamCalendars.Events;

namespace CalendarStore.Tests.Cosmos;

/// <summary>Which positions are too old, computed without the database, because Cosmos DB removes tombstones by itself.</summary>
public sealed class HorizonTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 23, 8, 0);

    [Fact]
    public void No_position_is_accepted_that_a_tombstone_which_may_be_gone_would_matter_to() =>
        Gen.Int[1, 60 * 24].Array[1, 60].Sample(gaps =>
        {
            var head = new HeadDocument { Tenant = "t" };
            var now = Start;
            var deletions = new List<(Instant At, long Version)>();
            foreach (var minutes in gaps)
            {
                now += Duration.FromMinutes(minutes * 5);
                var version = head.HeadVersion + 1;
                head = (head with { HeadVersion = version }).WithDeletion(version, now);
                deletions.Add((now, version));

                var horizon = head.HorizonAt(now);
                // The earliest time at which its TTL removes it.
                var gone = now - Duration.FromSeconds(CosmosSchema.TombstoneSeconds);
                Assert.All(deletions.Where(deletion => deletion.At <= gone), deletion => Assert.True(deletion.Version <= horizon));
                // No position is refused that is younger than the lifetime.
                Assert.All(deletions.Where(deletion => deletion.At >= now - StoreLimits.TombstoneLifetime), deletion => Assert.True(deletion.Version > horizon));
                Assert.True(head.Deletions.Length <= 7, "The head stays small.");
            }
        });

    [Fact]
    public void A_span_in_milliseconds_covers_the_one_in_ticks() =>
        Gen.Select(Gen.Long[-400_000_000_000_000_000, 400_000_000_000_000_000], Gen.Long[1, 1_000_000_000_000]).Sample((start, length) =>
        {
            var span = MillisecondSpan.Of(new EventSpan(start, start + length));

            Assert.InRange(span.Start * 10_000, start - 9_999, start);
            Assert.InRange(span.End * 10_000, start + length, start + length + 9_999);
        });
}
