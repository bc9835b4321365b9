namespace EndToEnd.Tests.Abuse.Abusing;

/// <summary>What became of the abusive requests of one round.</summary>
internal sealed record AbuseReport(IReadOnlyList<AnswerCount> Answers, IReadOnlyList<string> Broken);

/// <param name="Answer">A status, or how the request ended without one.</param>
internal sealed record AnswerCount(string Abuse, string Answer, long Count);
