using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using ServiceDefaults.Contracts;

namespace CalendarApi.Nudging;

/// <summary>Configuration section <c>Nudges</c>, as the worker's: needed where the change feed is polled (Cosmos DB). SQLite wakes its followers itself.</summary>
internal sealed class NudgingOptions
{
    public const string Section = NudgeContract.Section;

    /// <summary>The worker's address; none for no nudges. https, or http within the network that both are in.</summary>
    public Uri? Address { get; set; }

    /// <summary>The application id URI (<c>api://…</c>) that the worker expects tokens for; none for no token, which it accepts in Development only.</summary>
    [RegularExpression("api://.+")]
    public string? Audience { get; set; }

    /// <summary>How long one nudge may take: a late one is worth nothing.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:00:10")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(1);
}

[OptionsValidator]
internal sealed partial class NudgingOptionsCheck : IValidateOptions<NudgingOptions>;
