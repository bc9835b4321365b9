using System.Globalization;

namespace EndToEnd.Tests.Faults.People;

/// <summary>A tenant that exists for one run. Its mark is in everything that is written for it, so its data can be recognised anywhere.</summary>
internal sealed record SampleTenant(int Number, int Users)
{
    /// <summary>How long its users' access tokens live: short ones end during a run, and the connections with them.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(1);

    public Guid Id { get; } = new(Number, 0x1111, 0x4111, [0x81, 0x11, 0, 0, 0, 0, 0, 0]);

    /// <summary>Stands in the description of each event and the name of each calendar.</summary>
    public string Mark => Id.ToString("D");

    /// <summary>Begins the id of each calendar, which is all of a tenant's data that a push carries.</summary>
    public string Prefix => string.Create(CultureInfo.InvariantCulture, $"t{Number}-");

    public string Domain => string.Create(CultureInfo.InvariantCulture, $"t{Number}.example");

    /// <summary>A user's sign-in name; there are as many as asked for, and more clients share them.</summary>
    public string User(int number) => string.Create(CultureInfo.InvariantCulture, $"user{number % Users}@{Domain}");

    public Guid UserId(int number) => new(Number, 0x1111, 0x4111, [0x82, 0, 0, 0, 0, 0, 0, (byte)number]);
}
