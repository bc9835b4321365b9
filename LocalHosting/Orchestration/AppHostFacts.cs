namespace LocalHosting.Orchestration;

/// <summary>What is known of the AppHost when the builder is made.</summary>
/// <param name="Name">The AppHost's assembly name.</param>
/// <param name="ToolsDirectory">Where tools that the host installs are kept.</param>
/// <param name="IsTest">Whether a test drives it: no dashboard, nothing printed, failures end waits.</param>
internal sealed record AppHostFacts(string Directory, string Name, string ToolsDirectory, bool IsTest, bool DisableDashboard);
