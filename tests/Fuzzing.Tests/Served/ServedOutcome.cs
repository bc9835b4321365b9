using Fuzzing.Tests.Judging;

namespace Fuzzing.Tests.Served;

internal sealed record ServedOutcome(long Inputs, long Events, IReadOnlyCollection<Finding> Findings);
