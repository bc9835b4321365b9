using System.ComponentModel.DataAnnotations;

namespace CalendarApi.Changes;

/// <summary>Configuration section <c>Changes</c>.</summary>
internal sealed class ChangesOptions
{
    public const string Section = "Changes";

    /// <summary>Memory for recently read pages of changes, in bytes.</summary>
    [Range(0, 1L << 40)]
    public long CacheSize { get; set; } = 64 * 1024 * 1024;

    /// <summary>How long a page is kept after its last use: long enough for clients that reconnect together.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan CacheLifetime { get; set; } = TimeSpan.FromSeconds(30);
}
