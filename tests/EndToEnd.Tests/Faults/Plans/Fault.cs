using EndToEnd.Tests.Hosting;

namespace EndToEnd.Tests.Faults.Plans;

/// <summary>One fault with all its details, which were chosen at random.</summary>
internal abstract record Fault
{
    /// <summary>What the fault happens to. Faults of one lane follow one another; faults of different lanes may overlap.</summary>
    public abstract string Lane { get; }

    /// <summary>Its planned duration. A busy machine takes longer to start a program.</summary>
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

    /// <summary>A part is paused (SIGSTOP). Its connections stay open.</summary>
    public sealed record Pause(PartInstance Part, TimeSpan For) : Fault
    {
        public override string Lane => Part.ToString();
        public override TimeSpan Lasts => For;
    }

    /// <summary>A part of the clients' connections is cut.</summary>
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

    /// <summary>SignalR's clock is wrong: tokens seem to be expired, or not yet valid.</summary>
    public sealed record SkewClock(int Seconds, TimeSpan For) : Fault
    {
        public override string Lane => "clock";
        public override TimeSpan Lasts => For;
    }
}
