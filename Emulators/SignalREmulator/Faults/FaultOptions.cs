namespace SignalREmulator.Faults;

/// <summary>Whether faults can be had on demand, in the configuration section <c>SignalREmulator:Faults</c>.</summary>
internal sealed class FaultOptions
{
    /// <summary>Whether <c>/api/emulator</c> is there. Not set: in the Development environment only.</summary>
    public bool? Enabled { get; init; }
}
