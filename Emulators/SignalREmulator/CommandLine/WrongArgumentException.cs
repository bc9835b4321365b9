namespace SignalREmulator.CommandLine;

/// <summary>The program was called in a way it does not know. The message is for whoever called it.</summary>
internal sealed class WrongArgumentException(string message) : Exception(message);
