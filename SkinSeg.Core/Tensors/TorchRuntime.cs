using TorchSharp;

namespace SkinSeg.Tensors;

/// <summary>What libtorch computes with: its version, devices, threads and random numbers.</summary>
public static class TorchRuntime
{
    /// <summary>Version of libtorch, for example 2.10.0.</summary>
    /// <exception cref="DllNotFoundException">libtorch cannot be loaded.</exception>
    public static string Version
    {
        get
        {
            NativeLibraries.EnsureTorch();
            return System.Version.TryParse(torch.__version__, out var version) ? version.ToString(3) : torch.__version__;
        }
    }

    /// <summary>Names of the devices to compute on: <c>cpu</c>, then <c>cuda:0</c> and so on where this is a CUDA build on a machine with such cards.</summary>
    /// <inheritdoc cref="Version" path="/exception"/>
    public static IReadOnlyList<string> Devices
    {
        get
        {
            NativeLibraries.EnsureTorch();
            int cards = torch.cuda.is_available() ? torch.cuda.device_count() : 0;
            return ["cpu", .. Enumerable.Range(0, cards).Select(static card => FormattableString.Invariant($"cuda:{card}"))];
        }
    }

    /// <summary>The device to compute on when none is named: the first card where there is one, else the CPU.</summary>
    /// <inheritdoc cref="Version" path="/exception"/>
    public static string PreferredDevice => Devices is [_, var card, ..] ? card : "cpu";

    /// <summary>Number of threads that one operation on the CPU may use.</summary>
    /// <inheritdoc cref="Version" path="/exception"/>
    public static int Threads
    {
        get
        {
            NativeLibraries.EnsureTorch();
            return torch.get_num_threads();
        }
    }

    /// <summary>Memory that this process may use, in bytes: the machine's, or the limit of a container or batch job.</summary>
    public static long MemoryBytes => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>Sets the number of threads that one operation on the CPU may use, in the whole process. Last digits of results may change with it.</summary>
    /// <param name="threads">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 1.</exception>
    /// <exception cref="DllNotFoundException">libtorch cannot be loaded.</exception>
    public static void UseThreads(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        NativeLibraries.EnsureTorch();
        torch.set_num_threads(threads);
    }

    /// <summary>Whether 32-bit products on CUDA cards are computed in TF32, with 10 instead of 23 bits behind the point, as <see cref="UseTensorFloat32"/> set it.</summary>
    /// <inheritdoc cref="Version" path="/exception"/>
    public static bool TensorFloat32
    {
        get
        {
            NativeLibraries.EnsureTorch();
            return torch.backends.cuda.matmul.allow_tf32 && torch.backends.cudnn.allow_tf32;
        }
    }

    /// <summary>Sets TF32 for matrix products and convolutions alike, in the whole process; torch's own defaults differ between the two.</summary>
    /// <param name="use">Whether to use it: several times faster on cards that have it, with errors of about 0.1 %.</param>
    /// <inheritdoc cref="Version" path="/exception"/>
    public static void UseTensorFloat32(bool use)
    {
        NativeLibraries.EnsureTorch();
        torch.backends.cuda.matmul.allow_tf32 = use;
        torch.backends.cudnn.allow_tf32 = use;
    }

    /// <summary>In words, how networks compute with a setting on the preferred device, for banners and reports: <c>bfloat16, channels last</c>.</summary>
    /// <inheritdoc cref="Version" path="/exception"/>
    public static string Arithmetic(Acceleration acceleration)
    {
        NativeLibraries.EnsureTorch();
        var device = torch.device(PreferredDevice);
        string format = BatchFormat.Of(acceleration, device).ToString();
        return device.type == DeviceType.CPU ? format : $"{format}, TF32 {(TensorFloat32 ? "on" : "off")}";
    }

    /// <summary>Starts torch's random numbers (first weights, dropout) anew, on every device.</summary>
    /// <param name="seed">The run's seed; everything else random in the kit is drawn from <see cref="Primitives.Seed"/>.</param>
    /// <inheritdoc cref="Version" path="/exception"/>
    public static void Seed(int seed)
    {
        NativeLibraries.EnsureTorch();
        using var generator = torch.manual_seed(seed);
    }
}
