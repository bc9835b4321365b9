using Microsoft.Extensions.Options;
using SignalREmulator.Hubs;

namespace SignalREmulator.Upstream;

/// <summary>The active templates. Changed settings take effect at once; if they are invalid, the last valid ones stay.</summary>
internal sealed partial class UpstreamRoutes : IDisposable
{
    private readonly bool allowRemote;
    private readonly ILogger<UpstreamRoutes> logger;
    private readonly IDisposable? changes;
    private volatile UpstreamTemplate[] templates;

    /// <exception cref="OptionsValidationException">A template is invalid.</exception>
    public UpstreamRoutes(IOptionsMonitor<UpstreamSettings> settings, IOptions<EmulatorOptions> options, ILogger<UpstreamRoutes> logger)
    {
        this.logger = logger;
        allowRemote = options.Value.Upstream.AllowRemote;
        var problems = Read(settings.CurrentValue, out var read);
        templates = read;
        if (problems.Count > 0)
        {
            throw new OptionsValidationException(UpstreamSettings.Section, typeof(UpstreamSettings), problems);
        }

        changes = settings.OnChange(Change);
    }

    /// <summary>False if there are no templates.</summary>
    public bool Any => templates.Length > 0;

    public UpstreamTemplate? Match(HubName hub, string category, string name)
    {
        foreach (var template in templates)
        {
            if (template.Matches(hub, category, name))
            {
                return template;
            }
        }

        return null;
    }

    public void Dispose() => changes?.Dispose();

    private void Change(UpstreamSettings settings)
    {
        var problems = Read(settings, out var changed);
        if (problems.Count > 0)
        {
            Log.Refused(logger, string.Join("; ", problems));
            return;
        }

        templates = changed;
        Log.Changed(logger, changed.Length);
    }

    private List<string> Read(UpstreamSettings settings, out UpstreamTemplate[] read)
    {
        var problems = new List<string>();
        var good = new List<UpstreamTemplate>();
        for (var index = 0; index < settings.Templates.Length; index++)
        {
            if (UpstreamTemplate.TryCreate(settings.Templates[index], allowRemote, out var template) is { } problem)
            {
                problems.Add($"{UpstreamSettings.Section}:Templates:{index}: {problem}.");
            }
            else
            {
                good.Add(template!);
            }
        }

        read = [.. good];
        return problems;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Upstream settings changed: {Count} templates.")]
        public static partial void Changed(ILogger logger, int count);

        [LoggerMessage(2, LogLevel.Warning, "The changed upstream settings are invalid, so the previous ones stay: {Problems}")]
        public static partial void Refused(ILogger logger, string problems);
    }
}
