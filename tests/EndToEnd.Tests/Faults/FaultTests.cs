namespace EndToEnd.Tests.Faults;

/// <summary>Tests that want the machine to themselves: they start a system with dozens of clients and disturb it.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class FaultTests
{
    public const string Name = "faults";
}
