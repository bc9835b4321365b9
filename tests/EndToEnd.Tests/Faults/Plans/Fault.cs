using EndToEnd.Tests.Hosting;

namespace EndToEnd.Tests.Faults.Plans;

/// <summary>One thing that goes wrong, with all its particulars drawn.</summary>
internal abstract record Fault
{
    /// <summary>What it is done to. Faults of one lane follow one another; those of different lanes overlap as they fall.</summary>
    public abstract string Lane { get; }

    /// <summary>How long it lasts, as planned; a machine that is busy takes longer to start a program.</summary>
    public abstract TimeSpan Lasts { get; }

    public string Kind => GetType().Name;

    /// <summary>A part ends without notice (kill -9) and is started again.</summary>
    public sealed record Kill(PartInstance Part, TimeSpan Down) : Fault
    {
        public override string Lane => Part.ToString();
        public override TimeSpan Lasts => Down;
    }

    /// <summary>A part is asked to end, as for a new version, and is started again.</summary>
    public sealed record Restart(PartInstance Part, TimeSpan Down) : Fault
    {
        public override string Lane => Part.ToString();
        public override TimeSpan Lasts => Down;
    }

    /// <summary>A part stands still (SIGSTOP) with its connections open.</summary>
    public sealed record Pause(PartInstance Part, TimeSpan For) : Fault
    {
        public override string Lane => Part.ToString();
        public override TimeSpan Lasts => For;
    }

    /// <summary>A share of the clients' connections ends.</summary>
    /// <param name="How"><c>abort</c>, as a broken network does, or <c>close</c>, as the service does.</param>
    public sealed record Cut(double Share, string How) : Fault
    {
        public override string Lane => "connections";
        public override TimeSpan Lasts => TimeSpan.Zero;
    }

    /// <summary>SignalR refuses what the API and the worker ask of it.</summary>
    public sealed record RefuseRequests(double Rate, int Status, int? RetryAfterSeconds, TimeSpan For) : Fault
    {
        public override string Lane => "requests";
        public override TimeSpan Lasts => For;
    }

    /// <summary>SignalR refuses clients that connect.</summary>
    public sealed record RefuseNegotiations(double Rate, int Status, TimeSpan For) : Fault
    {
        public override string Lane => "negotiations";
        public override TimeSpan Lasts => For;
    }

    /// <summary>SignalR's clock is wrong: tokens have ended, or are of the future.</summary>
    public sealed record SkewClock(int Seconds, TimeSpan For) : Fault
    {
        public override string Lane => "clock";
        public override TimeSpan Lasts => For;
    }
}
