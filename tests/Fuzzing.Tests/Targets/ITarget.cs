namespace Fuzzing.Tests.Targets;

/// <summary>Something that reads what anybody may send.</summary>
internal interface ITarget
{
    /// <summary>In file names: letters and dashes.</summary>
    string Name { get; }

    /// <summary>Its part of a run's time: what has more to read, and takes longer to read it, needs more to get as deep.</summary>
    int Share { get; }

    IEnumerable<byte[]> Seeds { get; }

    /// <summary>What the input is made of, for the mutator.</summary>
    IReadOnlyList<string> Words { get; }

    /// <summary>Reads the input, and does with what was accepted everything that can be done with it.</summary>
    /// <exception cref="Exception">Any: the input broke a promise. What is only wrong with the input is no exception.</exception>
    void Run(byte[] input);
}
