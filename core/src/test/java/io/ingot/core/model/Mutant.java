package io.ingot.core.model;

import io.ingot.core.close.CloseAnswer;
import io.ingot.core.close.CloseRequest;
import io.ingot.core.ledger.BatchItem;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.ledger.PipelineItem;
import io.ingot.core.port.JobRuns;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

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
      return Optional.of(new CloseAnswer(CloseAnswer.Next.plan, "", ""));
    }
  },
  sweep_starts_only_what_it_registered {
    @Override
    Ledger sweepLedger(Ledger real) {
      boolean[] registered = {false};
      return changed(
          real,
          (name, arguments, call) -> {
            registered[0] |= name.equals("register");
            return name.equals("countWaiting") && !registered[0] ? (Object) 0L : call.get();
          });
    }
  },
  sweep_looks_at_known_pipelines_only {
    @Override
    Ledger sweepLedger(Ledger real) {
      return changed(
          real,
          (name, arguments, call) ->
              name.equals("countWaiting") && real.pipeline(Simulation.PIPELINE).birth().isEmpty()
                  ? (Object) 0L
                  : call.get());
    }
  },
  sweep_overlooks_free_leases {
    @Override
    Ledger sweepLedger(Ledger real) {
      return changed(
          real,
          (name, arguments, call) -> {
            PipelineItem header = real.pipeline(Simulation.PIPELINE);
            boolean known = !header.birth().isEmpty() && header.free();
            return name.equals("countWaiting") && known ? (Object) 0L : call.get();
          });
    }
  },
  sweep_overlooks_dead_leases {
    @Override
    Ledger sweepLedger(Ledger real) {
      return overlooking(real, header -> !header.free());
    }
  },
  sweep_overlooks_open_batches {
    @Override
    Ledger sweepLedger(Ledger real) {
      return overlooking(real, header -> header.openBatch() != 0);
    }
  },
  sweep_overlooks_open_batches_without_an_attempt {
    @Override
    Ledger sweepLedger(Ledger real) {
      return overlooking(real, header -> header.openBatch() != 0 && header.attempt() == 0);
    }
  },
  sweep_overlooks_batches_that_are_loaded {
    @Override
    Ledger sweepLedger(Ledger real) {
      return overlooking(
          real,
          header ->
              real.batch(Simulation.PIPELINE, header.openBatch())
                  .filter(b -> b.state() != BatchItem.State.open)
                  .isPresent());
    }
  },
  close_settles_no_file_of_a_loaded_batch {
    @Override
    Ledger closeLedger(Ledger real) {
      boolean[] loaded = {false};
      return changed(
          real,
          (name, arguments, call) -> {
            if (name.equals("putBatch")) {
              long number = ((BatchItem) arguments[1]).batch();
              loaded[0] =
                  real.batch(Simulation.PIPELINE, number)
                      .filter(b -> b.state() == BatchItem.State.loaded)
                      .isPresent();
            }
            return name.equals("settle") && loaded[0] ? null : call.get();
          });
    }
  },
  close_settles_no_file_if_one_is_settled {
    @Override
    Ledger closeLedger(Ledger real) {
      return changed(
          real,
          (name, arguments, call) -> {
            if (!name.equals("settle")) {
              return call.get();
            }
            boolean one =
                ((List<?>) arguments[1])
                    .stream()
                        .map(FileItem.class::cast)
                        .anyMatch(
                            f ->
                                real.file(Simulation.PIPELINE, f.file())
                                    .filter(known -> known.state() != FileState.waiting)
                                    .filter(known -> known.batch() == f.batch())
                                    .isPresent());
            return one ? null : call.get();
          });
    }
  };

  /** Bugs that show only where somebody is killed whom nobody repeats. */
  static final Set<Mutant> SHOWN_BY_KILLS =
      Collections.unmodifiableSet(
          EnumSet.range(
              sweep_starts_only_what_it_registered, close_settles_no_file_if_one_is_settled));

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

  /** Pipelines in some state look as if nothing were to be done. */
  private static Ledger overlooking(Ledger real, Predicate<PipelineItem> which) {
    return changed(
        real,
        (name, arguments, call) -> {
          PipelineItem header = real.pipeline(Simulation.PIPELINE);
          if (!which.test(header)) {
            return call.get();
          }
          return switch (name) {
            case "countWaiting" -> 0L;
            case "pipeline" -> PipelineItem.absent(Simulation.PIPELINE);
            default -> call.get();
          };
        });
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

  /** The ledger as Sweep sees it. */
  Ledger sweepLedger(Ledger real) {
    return ledger(real);
  }

  /** The ledger as Close batch sees it. */
  Ledger closeLedger(Ledger real) {
    return ledger(real);
  }

  /** What is done in Close batch's place; empty if it closes as it should. */
  Optional<CloseAnswer> insteadOfClose(Ledger ledger, CloseRequest request) {
    return Optional.empty();
  }
}
