using System.Diagnostics;
using Fuzzing.Tests.Coverage;
using Fuzzing.Tests.Judging;
using Fuzzing.Tests.Mutation;
using Fuzzing.Tests.Targets;

namespace Fuzzing.Tests.Running;

/// <summary>
/// Fuzzes one target: makes an input out of known ones, runs it, and keeps it when it took a new branch. In which order follows from the seed alone;
/// how far it comes in a time does not.
/// </summary>
internal sealed class Fuzzer
{
    /// <summary>One cause may break very many inputs: the first ones are enough.</summary>
    private const int MaxFindings = 20;

    private readonly ITarget target;
    private readonly Mutator mutator;
    private readonly SeenCoverage seen = new();
    private readonly CurrentInput current;
    private readonly Dictionary<string, Finding> findings = new(StringComparer.Ordinal);

    public Fuzzer(ITarget target, int seed, IEnumerable<byte[]> moreSeeds, CurrentInput current)
    {
        this.target = target;
        this.current = current;
        Corpus = new([.. target.Seeds.Concat(moreSeeds).Where(input => input.Length <= Mutator.MaxLength)]);
        // Each target has dice of its own, so that none depends on how far the others came.
        mutator = new(new Random(unchecked(seed * 31 + target.Name.Length)), Corpus, target.Words);
        for (var number = 0; number < Corpus.Count; number++)
        {
            // Twice: what a first run initializes is not what the input covers.
            Try(Corpus[number]);
            Try(Corpus[number]);
        }
    }

    public Corpus Corpus { get; }

    public ITarget Target => target;

    public long Inputs { get; private set; }

    public int Branches => seen.Branches;

    public IReadOnlyCollection<Finding> Findings => findings.Values;

    public void Run(TimeSpan duration)
    {
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < duration && findings.Count < MaxFindings;)
        {
            var input = mutator.Next();
            if (Try(input))
            {
                Corpus.Add(input);
            }
        }
    }

    /// <returns>Whether it took a branch that no input before it took.</returns>
    private bool Try(byte[] input)
    {
        Inputs++;
        current.Set(target.Name, input);
        CoverageMap.Clear();
        var failure = Replay.Failure(target, input);
        var isNew = seen.Add(CoverageMap.Read());
        if (failure is not null && !findings.ContainsKey(failure.Signature))
        {
            findings[failure.Signature] = Shortening.Shorten(failure, shorter =>
            {
                current.Set(target.Name, shorter);
                return Replay.Failure(target, shorter);
            });
        }

        // What fails would only fail again in its descendants.
        return isNew && failure is null;
    }
}
