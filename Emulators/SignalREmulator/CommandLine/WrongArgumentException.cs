namespace SignalREmulator.CommandLine;

/// <summary>The arguments are invalid. The message is for the user.</summary>
internal sealed class WrongArgumentException(string message) : Exception(message);
