namespace ServiceDefaults.Tests;

/// <summary>For tests of traces. A span is recorded when any service in the process wants it, so no other test may run at the same time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneTests
{
    public const string Name = "alone";
}
