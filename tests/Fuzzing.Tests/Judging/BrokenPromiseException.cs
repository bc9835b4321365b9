namespace Fuzzing.Tests.Judging;

/// <summary>An input did what no input may do, without an exception of the code under test.</summary>
internal sealed class BrokenPromiseException(string message) : Exception(message);
