namespace Aspire.Hosting;

/// <summary>What the application was built for.</summary>
public enum DistributedApplicationOperation
{
    Run,
    Publish,
}
