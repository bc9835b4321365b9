using System.ComponentModel.DataAnnotations;

namespace CalendarApi.Limits;

/// <summary>How many requests that cost much run at a time, in this process; configuration section <c>Work</c>.</summary>
internal sealed class WorkOptions
{
    public const string Section = "Work";

    /// <summary>Those of one tenant. By default one processor less than there are, so that one stays for the other tenants.</summary>
    [Range(1, 1_000)]
    public int AtOncePerTenant { get; set; } = Math.Max(1, Environment.ProcessorCount - 1);

    /// <summary>Those of one user that may wait; further ones get 429. Fewer than those of the tenant, so that no user fills the line of all users.</summary>
    [Range(0, 100_000)]
    public int WaitingPerUser { get; set; } = 100;

    /// <summary>Those of one tenant that may wait; further ones get 429.</summary>
    [Range(0, 100_000)]
    public int WaitingPerTenant { get; set; } = 500;

    /// <summary>Bytes of long answers of one tenant that may be written and not read yet. While there are more, further requests of the tenant that cost much get 429.</summary>
    [Range(1, 16L * 1024 * 1024 * 1024)]
    public long AnswerMemoryPerTenant { get; set; } = 48 * 1024 * 1024;

    /// <summary>The same for all tenants together.</summary>
    [Range(1, 16L * 1024 * 1024 * 1024)]
    public long AnswerMemory { get; set; } = 192 * 1024 * 1024;

    /// <summary>Those of all tenants. More than there are processors, because the operating system shares processors fairly and at once, and a line does not.</summary>
    [Range(1, 1_000)]
    public int AtOnce { get; set; } = Math.Max(4, 2 * Environment.ProcessorCount);
}
