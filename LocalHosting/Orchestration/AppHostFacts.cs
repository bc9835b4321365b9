namespace LocalHosting.Orchestration;

/// <summary>What is known of the AppHost when the builder is made.</summary>
/// <param name="Name">The AppHost's assembly name.</param>
/// <param name="IsTest">Whether a test drives it: no dashboard, nothing printed, failures end waits.</param>
internal sealed record AppHostFacts(string Directory, string Name, bool IsTest, bool DisableDashboard);
