namespace NotificationService.Tests;

/// <summary>For tests of exported spans. A span is recorded when any worker in the process wants it, so no other test may run at the same time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneTests
{
    public const string Name = "alone";
}
