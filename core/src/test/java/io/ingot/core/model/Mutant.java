package io.ingot.core.model;

import io.ingot.core.close.CloseAnswer;
import io.ingot.core.close.CloseRequest;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.ledger.PipelineItem;
import io.ingot.core.port.JobRuns;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;

/** The rules as they are, or with one bug planted from outside. */
enum Mutant {
  none,
  release_without_arrivals {
    @Override
    Ledger ledger(Ledger real) {
      return changed(
          real,
          (name, arguments, call) ->
              name.equals("release")
                  ? real.update((PipelineItem) arguments[0], (PipelineItem) arguments[1])
                  : call.get());
    }
  },
  arrivals_read_after_the_queue {
    @Override
    Ledger ledger(Ledger real) {
      long[] arrivals = {-1};
      return changed(
          real,
          (name, arguments, call) -> {
            if (name.equals("waiting")) {
              Object queue = call.get();
              arrivals[0] = real.pipeline(Simulation.PIPELINE).arrivals();
              return queue;
            }
            if (!name.equals("release") || arrivals[0] < 0) {
              return call.get();
            }
            PipelineItem now = real.pipeline(Simulation.PIPELINE);
            return now.revision() == ((PipelineItem) arguments[0]).revision()
                && now.arrivals() == arrivals[0]
                && real.release(now, (PipelineItem) arguments[1]);
          });
    }
  },
  counter_bumped_before_the_put,
  waiting_duplicate_not_bumped {
    @Override
    Ledger ledger(Ledger real) {
      return changed(
          real,
          (name, arguments, call) ->
              name.equals("register")
                      && real.register(Simulation.PIPELINE, (FileItem) arguments[1])
                          != Ledger.Registration.added
                  ? Ledger.Registration.settled
                  : name.equals("register") ? Ledger.Registration.added : call.get());
    }
  },
  claim_without_fence {
    @Override
    Ledger ledger(Ledger real) {
      return changed(
          real,
          (name, arguments, call) -> {
            PipelineItem before = name.equals("update") ? (PipelineItem) arguments[0] : null;
            PipelineItem after = name.equals("update") ? (PipelineItem) arguments[1] : null;
            if (before == null || before.openBatch() != 0 || after.openBatch() == 0) {
              return call.get();
            }
            PipelineItem now = real.pipeline(Simulation.PIPELINE);
            return now.openBatch() == 0
                && real.update(
                    now, now.claimed(after.openBatch(), after.manifest(), after.manifestSha256()));
          });
    }
  },
  takeover_without_cancel {
    @Override
    JobRuns jobRuns(JobRuns real) {
      return new JobRuns() {
        @Override
        public boolean stop(String pipeline) {
          return true;
        }

        @Override
        public Optional<JobRuns.JobRun> find(String id) {
          return real.find(id);
        }
      };
    }
  },
  withdrawal_without_fencing_commit,
  files_published_before_bronze,
  failed_files_put_back_to_waiting {
    @Override
    Optional<CloseAnswer> insteadOfClose(Ledger ledger, CloseRequest request) {
      PipelineItem header = ledger.pipeline(Simulation.PIPELINE);
      // Once is enough, and a batch that always fails would never come to an end.
      boolean failed = !request.failure().error().isEmpty() && header.openBatch() == 1;
      if (!failed || !header.owner().equals(request.execution())) {
        return Optional.empty();
      }
      // Claimed is what is in the open batch's manifest; without one its files wait again.
      ledger.update(header, header.settled());
      return Optional.of(new CloseAnswer("plan", "", ""));
    }
  };

  /** What becomes of a call. */
  private interface Change {
    Object of(String method, Object[] arguments, java.util.function.Supplier<Object> call);
  }

  private static Ledger changed(Ledger real, Change change) {
    return (Ledger)
        Proxy.newProxyInstance(
            Ledger.class.getClassLoader(),
            new Class<?>[] {Ledger.class},
            (proxy, method, arguments) ->
                change.of(method.getName(), arguments, () -> invoke(real, method, arguments)));
  }

  static Object invoke(Ledger real, Method method, Object... arguments) {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  Ledger ledger(Ledger real) {
    return real;
  }

  JobRuns jobRuns(JobRuns real) {
    return real;
  }

  /** What is done in Close batch's place; empty if it closes as it should. */
  Optional<CloseAnswer> insteadOfClose(Ledger ledger, CloseRequest request) {
    return Optional.empty();
  }
}
