using System.ComponentModel.DataAnnotations;

namespace CalendarApi.People.Graph;

/// <summary>Configuration section <c>Graph</c>: of which tenants the users are read from Microsoft Graph. Without a tenant nothing is read.</summary>
internal sealed class GraphOptions
{
    public const string Section = "Graph";

    /// <summary>Ids of tenants whose administrators gave this application the permission <c>User.Read.All</c> or <c>User.ReadBasic.All</c>.</summary>
    public IList<string> Tenants { get; } = [];

    /// <summary>Another one than the global service for a national cloud.</summary>
    [Required]
    public Uri Endpoint { get; set; } = new("https://graph.microsoft.com/");

    /// <summary>The time from the end of one reading to the beginning of the next.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "7.00:00:00")]
    public TimeSpan Every { get; set; } = TimeSpan.FromHours(6);

    public bool Has(Guid tenant) => Tenants.Any(item => Guid.TryParseExact(item, "D", out var id) && id == tenant);
}
