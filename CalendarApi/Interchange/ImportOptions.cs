using System.ComponentModel.DataAnnotations;

namespace CalendarApi.Interchange;

/// <summary>How many imports there may be, in this process; configuration section <c>Imports</c>.</summary>
internal sealed class ImportOptions
{
    public const string Section = "Imports";

    /// <summary>Imports that run at a time: reading a large file keeps a core busy. Each tenant runs one.</summary>
    [Range(1, 1_000)]
    public int AtOnce { get; set; } = 4;

    /// <summary>Imports that may wait; further ones get 429.</summary>
    [Range(0, 10_000)]
    public int Waiting { get; set; } = 32;

    /// <summary>Imports of one user that may wait; further ones get 429.</summary>
    [Range(0, 10_000)]
    public int WaitingPerUser { get; set; } = 4;

    /// <summary>Imports of one tenant that may wait; further ones get 429.</summary>
    [Range(0, 10_000)]
    public int WaitingPerTenant { get; set; } = 8;

    /// <summary>Bytes that the files of all tenants may take while they arrive and wait.</summary>
    [Range(1, 16L * 1024 * 1024 * 1024)]
    public long Memory { get; set; } = 128 * 1024 * 1024;

    /// <summary>Bytes that the files of one tenant may take while they arrive and wait.</summary>
    [Range(1, 16L * 1024 * 1024 * 1024)]
    public long MemoryPerTenant { get; set; } = 32 * 1024 * 1024;

    /// <summary>The slowest upload, in bytes per second, that is not ended.</summary>
    [Range(1, 100 * 1024 * 1024)]
    public int MinBytesPerSecond { get; set; } = 8 * 1024;

    /// <summary>How long an upload may take, however fast it is.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan UploadTimeout { get; set; } = TimeSpan.FromMinutes(5);
}
