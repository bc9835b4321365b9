namespace SignalREmulator.Faults;

/// <summary>Whether faults on demand are enabled; configuration section <c>SignalREmulator:Faults</c>.</summary>
internal sealed class FaultOptions
{
    /// <summary>Whether <c>/api/emulator</c> exists. Default: only in the Development environment.</summary>
    public bool? Enabled { get; init; }
}
