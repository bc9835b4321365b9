namespace LocalHosting.Processes;

/// <summary>What to start, where and with what.</summary>
/// <param name="Environment">What is added to the inherited environment.</param>
internal sealed record ProcessPlan(string FileName, IReadOnlyList<string> Arguments, string WorkingDirectory, IReadOnlyDictionary<string, string> Environment);
