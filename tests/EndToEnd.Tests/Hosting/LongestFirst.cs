using EndToEnd.Tests.Abuse;
using EndToEnd.Tests.Faults;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(EndToEnd.Tests.Hosting.LongestFirst))]

namespace EndToEnd.Tests.Hosting;

/// <summary>The test collections that take longest start first. In a random order the run often ends with one long test, while nothing else runs.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    /// <summary>Parts of the collections' names. The two minutes of faults are apart, because each of them keeps a core busy.</summary>
    private static readonly string[] Order =
    [
        nameof(ChaosTests), KillableSystem.Name, SharedSystem.Name, nameof(ChaosOnCosmosTests), nameof(LostPushesOnCosmosTests), nameof(LostPushesTests), nameof(AppHostTests), nameof(AbuseTests),
        CosmosSystem.Name,
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(collection => Place(collection.TestCollectionDisplayName))];

    private static int Place(string name) => Array.FindIndex(Order, part => name.Contains(part, StringComparison.Ordinal)) is >= 0 and var place ? place : Order.Length;
}
