using IdentityEmulator.Grants;
using Microsoft.Extensions.Time.Testing;

namespace IdentityEmulator.Tests;

public class ExpiringStoreTests
{
    [Fact]
    public void When_full_the_oldest_makes_way()
    {
        var store = new ExpiringStore<string>(new FakeTimeProvider(), TimeSpan.FromMinutes(1), capacity: 2);

        var handles = new[] { "a", "b", "c" }.Select(store.Add).ToArray();

        Assert.Equal([null, "b", "c"], handles.Select(store.Find));
    }

    [Fact]
    public void Nothing_is_found_at_the_end_of_its_time_nor_after_its_removal()
    {
        var time = new FakeTimeProvider();
        var store = new ExpiringStore<string>(time, TimeSpan.FromMinutes(1));
        var kept = store.Add("kept");
        var removed = store.Add("removed");

        store.Remove(removed);
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(["kept", null], new[] { kept, removed }.Select(store.Find));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(store.Find(kept));
    }
}
