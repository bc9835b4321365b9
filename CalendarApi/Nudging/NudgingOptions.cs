using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using ServiceDefaults.Contracts;

namespace CalendarApi.Nudging;

/// <summary>Configuration section <c>Nudges</c>, like the worker's. Needed for a store whose change feed is polled (Cosmos DB). SQLite wakes its followers itself.</summary>
internal sealed class NudgingOptions
{
    public const string Section = NudgeContract.Section;

    /// <summary>The worker's address; without it no nudges are sent. https, or http inside a network that both programs are in.</summary>
    public Uri? Address { get; set; }

    /// <summary>The application id URI (<c>api://…</c>) of the token that the worker expects; without it no token is sent, which the worker accepts only in Development.</summary>
    [RegularExpression("api://.+")]
    public string? Audience { get; set; }

    /// <summary>How long one nudge may take: a late nudge is useless.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:00:10")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(1);
}

[OptionsValidator]
internal sealed partial class NudgingOptionsCheck : IValidateOptions<NudgingOptions>;
