namespace NotificationService.Tests;

/// <summary>For tests of what is exported: a span is recorded when any of the process's workers wants it, so those of other tests must not run at the same time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneTests
{
    public const string Name = "alone";
}
