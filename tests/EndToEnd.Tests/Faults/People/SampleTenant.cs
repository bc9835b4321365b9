using System.Globalization;

namespace EndToEnd.Tests.Faults.People;

/// <summary>A tenant that exists for one run. Its mark is in everything that is written for it, so its data can be recognised anywhere.</summary>
internal sealed record SampleTenant(int Number, int Users)
{
    /// <summary>How long its users' access tokens are valid. Short ones expire during a run, and then their connections end.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(1);

    public Guid Id { get; } = new(Number, 0x1111, 0x4111, [0x81, 0x11, 0, 0, 0, 0, 0, 0]);

    /// <summary>Stands in the description of each event and the name of each calendar.</summary>
    public string Mark => Id.ToString("D");

    /// <summary>The beginning of the id of each of its calendars.</summary>
    public string Prefix => string.Create(CultureInfo.InvariantCulture, $"t{Number}-");

    public string Domain => string.Create(CultureInfo.InvariantCulture, $"t{Number}.example");

    /// <summary>A user's sign-in name. If there are more clients than users, several clients share a user.</summary>
    public string User(int number) => string.Create(CultureInfo.InvariantCulture, $"user{number % Users}@{Domain}");

    public Guid UserId(int number) => new(Number, 0x1111, 0x4111, [0x82, 0, 0, 0, 0, 0, 0, (byte)number]);
}
